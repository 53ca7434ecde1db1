/** What reads a parameter of an address; null where its text is no value of it. */
export type ParameterParsers = Readonly<Record<string, { readonly parse: (text: string) => unknown }>>;

/** Parameters of an address that are no such values, as `alpha=99` or `sort=zz`: defaults are in force in their place. */
export function ignoredParameters(parsers: ParameterParsers, query: URLSearchParams): readonly string[] {
  return Object.entries(parsers).flatMap(([name, parser]) => {
    const text = query.get(name) ?? '';
    return text === '' || parser.parse(text) !== null ? [] : [`${name}=${text}`];
  });
}

/** Those of them that an address still has. */
export function stillIgnored(ignored: readonly string[], query: URLSearchParams): readonly string[] {
  return ignored.filter((parameter) => {
    const name = parameter.slice(0, parameter.indexOf('='));
    return query.get(name) === parameter.slice(name.length + 1);
  });
}
