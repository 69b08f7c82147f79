/** The form of VAT numbers by country code, without blanks and marks. [VIES "structure of VAT numbers"; CH: UIDG art. 6; NO: Skatteetaten] */
const forms: Readonly<Record<string, RegExp>> = {
  AT: /^U\d{8}$/,
  BE: /^[01]\d{9}$/,
  BG: /^\d{9,10}$/,
  CH: /^E\d{9}(MWST|TVA|IVA)?$/,
  CY: /^\d{8}[A-Z]$/,
  CZ: /^\d{8,10}$/,
  DE: /^[1-9]\d{8}$/,
  DK: /^\d{8}$/,
  EE: /^\d{9}$/,
  EL: /^\d{9}$/,
  ES: /^([A-Z]\d{7}[A-Z0-9]|\d{8}[A-Z])$/,
  FI: /^\d{8}$/,
  FR: /^[A-HJ-NP-Z0-9]{2}\d{9}$/,
  GB: /^(\d{9}|\d{12}|GD\d{3}|HA\d{3})$/,
  HR: /^\d{11}$/,
  HU: /^\d{8}$/,
  IE: /^(\d{7}[A-W][A-I]?|\d[A-Z+*]\d{5}[A-W])$/,
  IT: /^\d{11}$/,
  LT: /^(\d{9}|\d{12})$/,
  LU: /^\d{8}$/,
  LV: /^\d{11}$/,
  MT: /^\d{8}$/,
  NL: /^[A-Z0-9+*]{10}\d{2}$/,
  NO: /^\d{9}(MVA)?$/,
  PL: /^\d{10}$/,
  PT: /^\d{9}$/,
  RO: /^\d{2,10}$/,
  SE: /^\d{10}01$/,
  SI: /^\d{8}$/,
  SK: /^\d{10}$/,
  XI: /^(\d{9}|\d{12}|GD\d{3}|HA\d{3})$/,
};

/** `wellFormed`: it may exist. `unknownCountry`: we know no form for it, so nothing can be said. */
export type VatForm = 'wellFormed' | 'malformed' | 'unknownCountry';

/** Only the form is looked at: whether somebody has the number, its tax office knows. */
export function vatForm(text: string): VatForm {
  const bare = text.toUpperCase().replace(/[\s.\-/]/g, '');
  const country = bare.slice(0, 2) === 'GR' ? 'EL' : bare.slice(0, 2);
  const form = Object.hasOwn(forms, country) ? forms[country] : undefined;
  if (form === undefined) return 'unknownCountry';
  return form.test(bare.slice(2)) ? 'wellFormed' : 'malformed';
}
