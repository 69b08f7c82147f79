/** OCPP 2.1 TariffType, as SetDefaultTariff, ChangeTransactionTariff and AuthorizeResponse carry it. Prices are before tax. */
export interface OcppTariff {
  tariffId: string;
  description?: { format: 'UTF8'; language?: string; content: string }[];
  currency: string;
  validFrom?: string;
  energy?: OcppPrices<OcppEnergyPrice>;
  chargingTime?: OcppPrices<OcppTimePrice>;
  idleTime?: OcppPrices<OcppTimePrice>;
  fixedFee?: OcppPrices<OcppFixedPrice>;
  reservationTime?: OcppPrices<OcppTimePrice>;
  reservationFixed?: OcppPrices<OcppFixedPrice>;
  minCost?: OcppLimit;
  maxCost?: OcppLimit;
}
export interface OcppPrices<Price> {
  prices: Price[];
  taxRates?: OcppTaxRate[];
}
export interface OcppTaxRate {
  type: string;
  tax: number;
  stack?: number;
}
export interface OcppEnergyPrice {
  priceKwh: number;
  conditions?: OcppConditions;
}
export interface OcppTimePrice {
  priceMinute: number;
  conditions?: OcppConditions;
}
export interface OcppFixedPrice {
  priceFixed: number;
  conditions?: OcppFixedConditions;
}
export interface OcppLimit {
  exclTax?: number;
  inclTax?: number;
}
interface OcppWallConditions {
  startTimeOfDay?: string;
  endTimeOfDay?: string;
  dayOfWeek?: string[];
  validFromDate?: string;
  validToDate?: string;
  evseKind?: 'AC' | 'DC';
}
export interface OcppFixedConditions extends OcppWallConditions {
  paymentBrand?: string;
  paymentRecognition?: string;
}
/** Wh, A, W, seconds. */
export interface OcppConditions extends OcppWallConditions {
  minEnergy?: number;
  maxEnergy?: number;
  minCurrent?: number;
  maxCurrent?: number;
  minPower?: number;
  maxPower?: number;
  minTime?: number;
  maxTime?: number;
  minChargingTime?: number;
  maxChargingTime?: number;
  minIdleTime?: number;
  maxIdleTime?: number;
}
