interface Named {
  readonly id: number;
  readonly name: string;
}

/** What runs are called beside each other: by name, and where two of them have the same one by their number, too. */
export function runNames(runs: readonly Named[]): readonly string[] {
  return runs.map(({ id, name }) =>
    runs.some((other) => other.name === name && other.id !== id) ? `${name} (run ${id})` : name,
  );
}
