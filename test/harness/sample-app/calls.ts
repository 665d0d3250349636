/** The sample app's table: calls that misbehave in each way that a call can. */
import { z } from 'zod';
import { call } from '../../../shared/contract/call.ts';

const nothing = z.strictObject({});

export const sampleCalls = {
  'sample.echo': call({ input: z.strictObject({ value: z.unknown() }), output: z.strictObject({ value: z.unknown() }) }),
  'sample.add': call({ input: z.strictObject({ a: z.int(), b: z.int() }), output: z.strictObject({ sum: z.int() }) }),
  /** Refuses with a code. */
  'sample.refuse': call({ input: nothing, output: nothing }),
  /** Throws something that no call may throw. */
  'sample.bug': call({ input: nothing, output: nothing }),
  /** Answers what its schema does not know. */
  'sample.lie': call({ input: nothing, output: z.strictObject({ truth: z.literal(true) }) }),
  /** All that the border has reported so far. */
  'sample.refusals': call({
    input: nothing,
    output: z.strictObject({ refusals: z.array(z.strictObject({ kind: z.string(), what: z.string(), more: z.int() })) }),
  }),
  'sample.camera': call({ input: z.strictObject({ gate: z.enum(['open', 'close']) }), output: nothing }),
  'sample.copy': call({ input: z.strictObject({ text: z.string() }), output: nothing }),
  'sample.clear': call({ input: z.strictObject({ text: z.string() }), output: nothing }),
  'sample.pick': call({
    input: z.strictObject({ what: z.enum(['open', 'save', 'folder']) }),
    output: z.strictObject({ path: z.string().nullable() }),
  }),
  /** Starts the echo child, if need be, and sends it `value`. */
  'sample.child': call({ input: z.strictObject({ value: z.unknown() }), output: z.strictObject({ pid: z.int(), value: z.unknown() }) }),
  'sample.endChild': call({ input: nothing, output: nothing }),
  'sample.host': call({ input: nothing, output: z.strictObject({ kind: z.string(), name: z.string(), keyBox: z.boolean() }) }),
  /** Makes main tell the page of an event. */
  'sample.say': call({ input: z.strictObject({ text: z.string() }), output: nothing }),
} as const;
