import type { Condition, PolicyDocument } from './policy-document';

/** An identity policy as JSON; a list of one is written as its only item. */
export function policyJson({ statements }: PolicyDocument): string {
  return JSON.stringify({
    Version: '2012-10-17',
    Statement: statements.map(({ sid, effect, actions, resources, conditions }) => ({
      ...(sid !== undefined && { Sid: sid }),
      Effect: effect,
      Action: oneOrMore(actions),
      Resource: oneOrMore(resources),
      ...(conditions.length > 0 && { Condition: conditionBlock(conditions) }),
    })),
  });
}

function conditionBlock(conditions: readonly Condition[]): object {
  const block = new Map<string, Record<string, unknown>>();
  for (const { operator, key, values } of conditions) {
    block.set(operator, { ...block.get(operator), [key]: oneOrMore(values) });
  }
  return Object.fromEntries(block);
}

function oneOrMore(texts: readonly string[]): unknown {
  return texts.length === 1 ? texts[0] : texts;
}
