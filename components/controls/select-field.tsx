import styles from './select-field.module.css';

interface SelectFieldProps<Value extends string> {
  readonly label: string;
  /** False where something beside it says the same. */
  readonly withLabel?: boolean;
  readonly value: Value;
  readonly choices: readonly { readonly value: Value; readonly label: string }[];
  readonly onChoose: (value: Value) => void;
}

/** A choice of one, made with the browser's own list. */
export function SelectField<Value extends string>(props: SelectFieldProps<Value>) {
  const { label, withLabel = true, value, choices, onChoose } = props;
  const select = (
    <select
      className={styles.select}
      aria-label={withLabel ? undefined : label}
      value={value}
      onChange={(event) => {
        const chosen = choices.find((choice) => choice.value === event.currentTarget.value);
        if (chosen !== undefined) onChoose(chosen.value);
      }}
    >
      {choices.map((choice) => (
        <option key={choice.value} value={choice.value}>
          {choice.label}
        </option>
      ))}
    </select>
  );
  if (!withLabel) return select;
  return (
    <label className={styles.field}>
      {label}
      {select}
    </label>
  );
}
