import type { TargetField } from './draft.ts'

/** Names of columns as lists and address books have them: folded, letters and digits only. */
const words: Readonly<Partial<Record<TargetField, string>>> = {
  salutation: 'aanhef titel title aanspreektitel aanspreekvorm nameprefix salutation dhrmw dhrmevr anrede',
  initials: 'voorletters voorl initialen initials vl voorletter',
  firstName: 'voornaam voornamen roepnaam firstname givenname middelstenaam middlename additionalname vnaam doopnamen forename first middle vorname',
  prefix: 'tussenvoegsel tussenvoegsels tussenvgsl tussenv tv voorvoegsel voorvoegsels tussen infix',
  lastName: 'achternaam familienaam geslachtsnaam lastname familyname surname anaam last nachname familienname',
  fullName: 'naam name displayname volledigenaam volledigenaamcontact contactpersoon contact bewoner inwoner deelnemer panellid fullname naambewoner voorenachternaam naamenvoornaam',
  organisation: 'organisatie bedrijf company organization instelling vereniging firma',
  street: 'straat straatnaam street adresregel1 streetaddress strasse',
  houseNumber: 'huisnummer huisnr hnr hsnr housenumber huisno hausnummer',
  houseNumberAddition: 'toevoeging huisnummertoevoeging huisnrtoev toev hnrtoev huisletter toevoegsel huisnummertoev huisnrtoevoeging housenumberaddition',
  address: 'adres address adresgegevens woonadres straatenhuisnummer straathuisnummer straatnr straatennr straatennummer adresbewoner',
  postcode: 'postcode pc pc6 postcode6 postcode4 postcodecijfers postcode2 postcodeletters postkode zip zipcode postalcode postcd pcplaats pcwoonplaats postcodeplaats postcodewoonplaats postcodeenplaats postcodeenwoonplaats pcenplaats plz',
  city: 'plaats woonplaats plaatsnaam city stad gemeenteplaats ort',
  phone: 'telefoon telefoonnummer telefoonnr tel telnr telnummer mobiel mobielnummer mobieltelefoon mobieletelefoon mobielnr gsm phone mobilephone mobilenumber mobile telefoon1 tel1 telefoonmobiel homephone telefoonthuis workphone telefoonopwerk businessphone primaryphone hoofdtelefoon handy mobil',
  phone2: 'telefoon2 tel2 tweedetelefoon telefoonvast vast vastetelefoon andertelefoonnummer telefoonthuis2 telefoonopwerk2 homephone2 businessphone2 otherphone anderetelefoon hoofdtelefoonbedrijf companymainphone autotelefoon carphone',
  email: 'email emailadres mail mailadres emailaddress primaryemail secondaryemail emailadres2 emailadres3 email2address email3address email1 email2 emailadresprive',
  wijkCode: 'wijkcode wijknr wijknummer wijkcbs cbswijkcode codewijk wk',
  wijkName: 'wijk wijknaam naamwijk stadsdeel',
  buurtCode: 'buurtcode buurtnr cbsbuurtcode bu codebuurt',
  buurtName: 'buurt buurtnaam naambuurt',
  panelYes: 'panelja paneljanee wiltmeedoen panel wijkpanel deelnamepanel panellidja meedoen toestemming toestemmingjanee consent akkoord doetmee doetmeeaanhetpanel',
  consentDate: 'datumtoestemming toestemmingsdatum toestemmingdatum dattoestemming consentdate datumakkoord toestemmingop datumaanmelding',
  labels: 'labels label categorie categorieen categorien categories groep groepen groupmembership trefwoorden keywords tags',
  remarks: 'opmerking opmerkingen opm notitie notities notes note bijzonderheden toelichting remarks commentaar aantekening aantekeningen comments notizen',
}

export const exactHeaders: ReadonlyMap<string, TargetField> = new Map(
  Object.entries(words).flatMap(([target, names]) => names.split(' ').map((name) => [name, target as TargetField] as const)),
)
