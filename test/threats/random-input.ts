import { z } from 'zod';

/** As much of JSON Schema as zod writes of our calls. */
interface Schema {
  readonly type?: string;
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly items?: Schema;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly maxLength?: number;
}

export interface Dice {
  below(limit: number): number;
  /** A word that the attack may use where a text is taken. */
  word(): string;
}

/** Any input that this schema takes, as far as JSON Schema can say it. */
export function randomInput(schema: z.ZodType, dice: Dice): unknown {
  return valueFor(z.toJSONSchema(schema, { unrepresentable: 'any', io: 'input' }) as Schema, dice);
}

function valueFor(schema: Schema, dice: Dice): unknown {
  if ('const' in schema) return schema.const;
  const among = schema.enum ?? schema.anyOf ?? schema.oneOf;
  if (among !== undefined) {
    const one = among[dice.below(among.length)];
    return schema.enum === undefined ? valueFor(one as Schema, dice) : one;
  }
  switch (schema.type) {
    case 'object':
      return Object.fromEntries(
        Object.entries(schema.properties ?? {})
          .filter(([name]) => schema.required?.includes(name) || dice.below(2) === 0)
          .map(([name, of]) => [name, valueFor(of, dice)]),
      );
    case 'array':
      return Array.from({ length: dice.below(3) }, () => valueFor(schema.items ?? {}, dice));
    case 'string':
      return dice.word().slice(0, schema.maxLength ?? 4_000);
    case 'integer':
    case 'number':
      return Math.min(schema.maximum ?? 1_000, Math.max(schema.minimum ?? 0, dice.below(500)));
    case 'boolean':
      return dice.below(2) === 0;
    default:
      return null;
  }
}
