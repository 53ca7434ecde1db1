import { MATCHERS, SCOPES, type Entity, type Matcher, type Scope } from '@/lib/core/entities/entity';
import { matchedColumn } from '@/lib/core/rewards/run-columns';

/** First turn of an entity in each scope; null means never. */
export type FirstTurnByScope = Readonly<Record<Scope, number | null>>;

/**
 * First turns of each entity under one matcher, from the 16 blocks stored with a rollout.
 *
 * @param stored Blocks of one number an entity, at `matchedColumn(matcher, scope)`; 0 means never. Another length means
 *   that the rollout has not been matched with these entities: then every entity counts as never found.
 */
export function firstTurnsByEntity(
  stored: readonly number[],
  entities: readonly Entity[],
  matcher: Matcher,
): readonly FirstTurnByScope[] {
  const complete = stored.length === MATCHERS.length * SCOPES.length * entities.length;
  const turnOf = (entity: number, scope: Scope): number | null => {
    const turn = complete ? stored[matchedColumn(matcher, scope) * entities.length + entity] : 0;
    return turn === undefined || turn === 0 ? null : turn;
  };
  return entities.map((_, entity) => ({
    thoughts: turnOf(entity, 'thoughts'),
    queries: turnOf(entity, 'queries'),
    observations: turnOf(entity, 'observations'),
    answer: turnOf(entity, 'answer'),
  }));
}
