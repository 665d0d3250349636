/** The calls of a founding. */
import { z } from 'zod';
import { call } from './call.ts';
import { draftCompartment, draftMember } from './view.ts';

const id = z.string().min(1).max(200);
const line = z.string().min(1).max(200);
const nothing = z.strictObject({});

/** Part of the table `calls`. */
export const foundingCalls = {
  /** Creates the draft of a founding and opens it. `started` is false when the person chose no folder. Throws `vault.*`. */
  'founding.start': call({
    input: z.strictObject({ name: line, chooseFolder: z.boolean() }),
    output: z.strictObject({ started: z.boolean() }),
  }),
  /**
   * Names the vault and says whether its keys need a passphrase. Throws `founding.none`, and `founding.step_incomplete` when
   * keys were registered under the other choice.
   */
  'founding.name': call({ input: z.strictObject({ name: line, passphrase: z.boolean() }), output: nothing }),
  /** Replaces the members; `id` null adds one. A member keeps their keys. Throws `founding.none`. */
  'founding.members': call({
    input: z.strictObject({ members: z.array(draftMember.extend({ id: id.nullable() })).max(32) }),
    output: nothing,
  }),
  /** Drops a registered key of a draft member. Throws `founding.none`. */
  'founding.forgetKey': call({ input: z.strictObject({ member: id, key: id }), output: nothing }),
  /** Replaces the compartments; `id` null adds one. Throws `founding.none`. */
  'founding.compartments': call({
    input: z.strictObject({ compartments: z.array(draftCompartment.extend({ id: id.nullable() })).max(16) }),
    output: nothing,
  }),
  /**
   * Goes to a step; going to `sign` makes the charter. Throws `founding.none`, and `founding.step_incomplete` (detail `field`)
   * when an earlier step is not complete.
   */
  'founding.go': call({
    input: z.strictObject({ step: z.enum(['name', 'members', 'keys', 'rules', 'sign', 'rehearse']) }),
    output: nothing,
  }),
  /** Leaves the founding: the draft stays on the disk and can be opened again. */
  'founding.leave': call({ input: nothing, output: nothing }),
  /** Deletes the draft. Throws `founding.none`. */
  'founding.discard': call({ input: nothing, output: nothing }),
  /**
   * Closes the draft, opens it from the disk and declares the first rehearsal, on the decoys. Throws `founding.none`, and
   * `founding.step_incomplete` before everyone has signed.
   */
  'founding.rehearse': call({ input: z.strictObject({ operator: id }), output: nothing }),
} as const;
