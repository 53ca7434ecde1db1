/** What the curves over training can be drawn against. */
export const TRAINING_AXES = ['step', 'rollouts', 'tokens'] as const;
export type TrainingAxis = (typeof TRAINING_AXES)[number];

/** Whether the intervals of the curves over training are drawn. */
export const TRAINING_BANDS = ['shown', 'hidden'] as const;

/** Where the y axes of the curves over training begin: at 0, or at what is drawn. */
export const VALUE_AXIS_STARTS = ['zero', 'fitted'] as const;
export type ValueAxisStart = (typeof VALUE_AXIS_STARTS)[number];

export const STRONGEST_SMOOTHING = 0.99;

/** Reads the weight of a moving average, in [0, 0.99] with at most four digits; null where the text names none. */
export function parseSmoothing(text: string): number | null {
  const weight = /^0?\.\d{1,4}$|^0$/.test(text) ? Number(text) : Number.NaN;
  return weight >= 0 && weight <= STRONGEST_SMOOTHING ? weight : null;
}

/** Pages of a comparison that are saved by name; the page of differences has none. */
export const SAVED_PAGES = ['questions', 'entities', 'training', 'panels'] as const;
export type SavedPage = (typeof SAVED_PAGES)[number];

/** Parameters of the address that are a page's own; where its list stands (`from`) is not part of a view. */
export const VIEW_PARAMETERS = {
  differences: ['details'],
  questions: ['against', 'moved', 'sort', 'q'],
  entities: ['against', 'class', 'name', 'sort'],
  training: ['over', 'reward', 'x', 'smooth', 'bands', 'y'],
  panels: ['over', 'against'],
} as const satisfies Readonly<Record<SavedPage | 'differences', readonly string[]>>;
