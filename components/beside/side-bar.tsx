import { OutcomeBadge } from '@/components/outcome/outcome-badge';
import { runColour } from '@/components/runs/run-place';
import type { SideRollout } from './beside-model';
import styles from './side-bar.module.css';

interface SideBarProps {
  readonly left: SideRollout;
  readonly right: SideRollout;
}

const SIDE_WORDS = { left: 'Left', right: 'Right' } as const;

/** Which rollout stands on which side, in sight however far the turns are scrolled; the heads above say it to screen readers. */
export function SideBar(sides: SideBarProps) {
  return (
    <div className={styles.bar} aria-hidden="true">
      {(['left', 'right'] as const).map((side) => {
        const { run, n, outcome } = sides[side];
        return (
          <p key={side} className={styles.side} data-side={side}>
            <span className={styles.run} style={{ background: runColour(run.id) }} />
            <strong>{SIDE_WORDS[side]}</strong>
            <OutcomeBadge outcome={outcome} />
            <span className={styles.name}>
              rollout {n} of {run.name}
            </span>
          </p>
        );
      })}
    </div>
  );
}
