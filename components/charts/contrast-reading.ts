/** How the marks of correct against wrong rollouts are read. */
export const CONTRAST_READING =
  'Filled, above the diagonal: correct found more; empty, below: wrong did; grey and half filled, on the diagonal: equal.';
