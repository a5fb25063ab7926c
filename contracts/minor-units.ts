/** Digits after the point of ISO 4217 currencies that do not have two. Written down, because what `Intl` says hangs on the version of its data. */
const DIGITS: Readonly<Record<string, number>> = {
  ...Object.fromEntries(
    'BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF'.split(' ').map((code) => [code, 0]),
  ),
  ...Object.fromEntries('BHD IQD JOD KWD LYD OMR TND'.split(' ').map((code) => [code, 3])),
  CLF: 4,
  UYW: 4,
};

const known: ReadonlySet<string> = new Set(Intl.supportedValuesOf('currency'));

/** Whether a code is one of ISO 4217's: counters have a name per currency, and must not get one for every typing error. */
export const isCurrency = (code: string): boolean => known.has(code);

/** Decimals of a currency's smallest unit (ISO 4217): 2 for USD, 0 for JPY, 3 for BHD. */
export const minorDigits = (currency: string): number => DIGITS[currency] ?? 2;

const factor = (currency: string): number => 10 ** minorDigits(currency);

/** An amount as a whole number of the currency's smallest unit. */
export const toMinorUnits = (amount: number, currency: string): number => Math.round(amount * factor(currency));

/** The amount of a number of smallest units. */
export const fromMinorUnits = (units: number, currency: string): number => units / factor(currency);
