import { parseAsFloat, parseAsStringLiteral, createParser } from 'nuqs/server';
import { MATCHERS, SCOPES } from '@/lib/core/entities/entity';
import { DEFAULT_DEFINITIONS, DEVIATIONS, type Definitions } from '@/lib/core/rewards/definitions';

/** A decimal in [0, 1]; anything else in the URL counts as absent. */
const parseAsFraction = createParser({
  parse: (text) => {
    const value = parseAsFloat.parse(text);
    return value !== null && value >= 0 && value <= 1 ? value : null;
  },
  serialize: String,
});

/** The definitions in the URL of every page that shows numbers; defaults stay out of it. */
export const definitionParsers = {
  alpha: parseAsFraction.withDefault(DEFAULT_DEFINITIONS.alpha),
  threshold: parseAsFraction.withDefault(DEFAULT_DEFINITIONS.threshold),
  matcher: parseAsStringLiteral(MATCHERS).withDefault(DEFAULT_DEFINITIONS.matcher),
  scope: parseAsStringLiteral(SCOPES).withDefault(DEFAULT_DEFINITIONS.scope),
  std: parseAsStringLiteral(DEVIATIONS).withDefault(DEFAULT_DEFINITIONS.std),
  epsilon: parseAsFraction.withDefault(DEFAULT_DEFINITIONS.epsilon),
};

/** The query string that carries definitions to another page: empty for the defaults, else without the `?`. */
export function definitionQuery(definitions: Definitions): string {
  const query = new URLSearchParams();
  if (definitions.alpha !== DEFAULT_DEFINITIONS.alpha) query.set('alpha', String(definitions.alpha));
  if (definitions.threshold !== DEFAULT_DEFINITIONS.threshold) query.set('threshold', String(definitions.threshold));
  if (definitions.matcher !== DEFAULT_DEFINITIONS.matcher) query.set('matcher', definitions.matcher);
  if (definitions.scope !== DEFAULT_DEFINITIONS.scope) query.set('scope', definitions.scope);
  if (definitions.std !== DEFAULT_DEFINITIONS.std) query.set('std', definitions.std);
  if (definitions.epsilon !== DEFAULT_DEFINITIONS.epsilon) query.set('epsilon', String(definitions.epsilon));
  return query.toString();
}

/** An address with definitions and further parameters; empty parameters stay out. */
export function hrefWith(path: string, definitions: Definitions, more: Readonly<Record<string, string>> = {}): string {
  const query = new URLSearchParams(definitionQuery(definitions));
  for (const [name, value] of Object.entries(more)) if (value !== '') query.set(name, value);
  const text = query.toString();
  return text === '' ? path : `${path}?${text}`;
}
