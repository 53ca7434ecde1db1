import type { ComponentProps } from 'react';
import styles from './push-button.module.css';

interface PushButtonProps extends Omit<ComponentProps<'button'>, 'type' | 'className'> {
  readonly look?: 'plain' | 'primary' | 'quiet';
}

/** A button of the browser in the look of the product, for pages that open without Mantine's. */
export function PushButton({ look = 'plain', ...button }: PushButtonProps) {
  return <button {...button} type="button" className={styles.button} data-look={look} />;
}
