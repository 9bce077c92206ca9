/** Words that say that somebody did something punishable, with what they speak of. */
export interface Offence {
  readonly about: 'diefstal' | 'drugs' | 'geweld' | 'zeden' | 'vernieling' | 'oplichting' | 'wapens' | 'justitie' | 'verkeer'
  /** Source of a case-insensitive regular expression; word borders are put around it. */
  readonly words: string
}

/**
 * A name next to one of these is a criminal record of that person. A municipality may not keep those in notes of a gebiedsteam: AVG
 * article 10 and UAVG articles 31–33 reserve them, and what the police know falls under the Wpg. Only what says that somebody *did*
 * it is here: that a house was broken into, or that a meeting was 'aangehouden', says nothing about the person named beside it.
 */
export const offences: readonly Offence[] = [
  // Sr 310–311, 416: theft, burglary, receiving.
  { about: 'diefstal', words: 'heeft ingebroken|hebben ingebroken|heeft (?:hier |daar |er |vaker )?(?:ook )?ingebroken|brak in bij|breekt in(?: bij)?|inbreker|steelt|stelen|heeft gestolen|gestolen door|is een dief|winkeldief|heelt|heler|beroofde|berooft|heeft beroofd|overvaller' },
  // Opiumwet 2, 3, 11.
  { about: 'drugs', words: 'dealt|dealde|dealen|heeft gedeald|drugsdealer|is (?:een )?dealer|drugskoerier|verkoopt (?:drugs|wiet|coke|pillen|harddrugs)|handelt in (?:drugs|wiet|coke|pillen|harddrugs)|drugsgebruiker|gebruikt (?:drugs|coke|harddrugs)|aan de (?:drugs|coke)|heeft een (?:wiet|hennep)(?:plantage|kwekerij)' },
  // Sr 285, 285b, 300–304.
  { about: 'geweld', words: 'mishandelt|mishandelde|heeft mishandeld|mishandeling door|bedreigt|bedreigde|heeft bedreigd|stalkt|stalkte|stalker|slaat (?:zijn|haar|hun|de) (?:vrouw|man|vriendin|vriend|kind|kinderen|moeder|vader|hond|buurman|buurvrouw)|sloeg (?:zijn|haar|hun|de) (?:vrouw|man|vriendin|vriend|kind|kinderen|moeder|vader|hond|buurman|buurvrouw)|geweldpleger|neergestoken door' },
  // Sr 240b, 242–249.
  { about: 'zeden', words: 'aanrander|heeft aangerand|verkrachter|heeft verkracht|pedofiel|zedendelinquent|kinderporno|heeft misbruikt|misbruikte' },
  // Sr 157, 350.
  { about: 'vernieling', words: 'heeft (?:\\p{L}+ ){0,3}vernield|vernielt|vernielde|brandstichter|heeft (?:\\p{L}+ ){0,3}in brand gestoken|stak (?:\\p{L}+ ){0,3}in brand|steekt (?:\\p{L}+ ){0,3}in brand|bekladt|bekladde' },
  // Sr 225, 326.
  { about: 'oplichting', words: 'oplichter|heeft (?:\\p{L}+ ){0,3}opgelicht|lichtte (?:\\p{L}+ ){0,3}op|fraudeert|fraudeerde|fraudeur|heeft gefraudeerd|witwast|witwasser|katvanger' },
  // Wwm 26.
  { about: 'wapens', words: 'heeft een (?:vuurwapen|wapen|pistool|mes bij zich)|loopt met een (?:vuurwapen|wapen|pistool|mes)|wapenbezit|wapenhandel' },
  // Suspicion and what followed.
  { about: 'justitie', words: 'verdacht van|wordt verdacht|verdachte|veroordeeld (?:voor|wegens|tot)|aangehouden (?:voor|wegens|door de politie|op verdenking)|opgepakt (?:voor|wegens|door de politie)|gearresteerd|zit (?:vast|in de gevangenis|in de cel)|zat (?:vast|in de gevangenis|in de cel)|strafblad|recidivist|ex-gedetineerde|veelpleger|aangifte tegen|heeft een enkelband|tbs' },
  // WVW 5a, 8.
  { about: 'verkeer', words: 'rijdt (?:dronken|zonder rijbewijs|onder invloed)|reed (?:dronken|zonder rijbewijs|onder invloed)|dronken achter het stuur' },
]

/** Made once: compiling it costs more than using it. */
export const offencePattern = new RegExp(`(?<![\\p{L}\\p{N}])(?:${offences.map(({ words }) => words).join('|')})(?![\\p{L}\\p{N}])`, 'giu')
