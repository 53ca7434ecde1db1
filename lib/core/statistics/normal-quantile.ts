/**
 * z such that a standard normal variable lies within +-z with probability 0.95.
 * A constant, since every interval of the product is a 95 % one and the quantile of simple-statistics
 * (`probit`, Winitzki's approximation) is right to three digits only.
 * Source: SciPy 1.17.1, `scipy.stats.norm.ppf(0.975)`; R, `qnorm(0.975)`.
 */
export const NORMAL_QUANTILE_95 = 1.959963984540054;
