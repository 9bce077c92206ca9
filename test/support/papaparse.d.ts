/** The part of the library that a benchmark reads a table with. */
declare module 'papaparse' {
  const Papa: { readonly parse: (text: string, options: { readonly dynamicTyping: boolean; readonly header: boolean }) => { readonly data: readonly unknown[] } }
  export default Papa
}
