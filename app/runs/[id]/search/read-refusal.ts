import { problemText } from '@/components/states/problem-text';

/** Why the server would not begin, and where in the expression the fault stands. */
export async function readRefusal(
  response: Response,
): Promise<{ readonly message: string; readonly position: number | null }> {
  const body: unknown = await response
    .clone()
    .json()
    .catch(() => null);
  const ofExpression = hasField(body, 'parameter') && body.parameter === 'q';
  const position =
    ofExpression && hasField(body, 'position') && typeof body.position === 'number' ? body.position : null;
  return { message: await problemText(response), position };
}

function hasField<Name extends string>(value: unknown, name: Name): value is Readonly<Record<Name, unknown>> {
  return typeof value === 'object' && value !== null && name in value;
}
