/** Stands for every gebied in an account, also those to come. */
export const ALL = '*'

/** What can be said about a password before the server sees it; the server's own rules go further. */
export const passwordProblem = (password: string): string => (password.length < 10 ? 'Het wachtwoord heeft minstens tien tekens nodig.' : '')
