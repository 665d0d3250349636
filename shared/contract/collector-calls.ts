/** The calls about the collector. None of them keeps another call waiting. */
import { z } from 'zod';
import { call } from './call.ts';

const id = z.string().min(1).max(200);
const line = z.string().min(1).max(200);
const words = z.string().max(4000);
const nothing = z.strictObject({});

/** A receipt that holds. `known`: it was here already; `older`: a later one is here. Those two change nothing. */
const receipt = z.strictObject({ kind: z.enum(['taken', 'known', 'older']), entries: z.int(), at: z.int() });

/** Part of the table `calls`. Every one throws `vault.none_open`, and `vault.half_founded` in a founding. */
export const collectorCalls = {
  /**
   * Asks over the network, and returns when the collector has answered or could not be reached (after half a minute at most).
   * Throws `network.*` and `collector.*`. `code` is as it was typed: case and spaces do not matter. `pin` is the SHA-256 of
   * the collector's TLS key in hexadecimal, or null. Afterwards the view has the words to compare.
   */
  'collector.ask': call({
    input: z.strictObject({ address: line, code: line, pin: z.string().max(200).nullable() }),
    output: nothing,
  }),
  /**
   * A person says that the six words here and at the collector's administrator are the same, for this request
   * (`view.collector.request`). Throws `collector.none` when no such request waits, `collector.keys_changed`.
   */
  'collector.confirm': call({ input: z.strictObject({ request: id }), output: nothing }),
  /**
   * Withdraws the request, or stops sending. The collector keeps what it received, the receipts stay here. Throws
   * `collector.none`.
   */
  'collector.leave': call({ input: nothing, output: nothing }),
  /**
   * Tries now, whatever the back-off says. Does not wait for the outcome, which the view shows. Throws `vault.none_open`,
   * `vault.half_founded`.
   */
  'collector.tryNow': call({ input: nothing, output: nothing }),
  /**
   * Gives the same collector another address; its keys stay pinned. Throws `collector.none`, `network.bad_address`, and
   * `collector.by_file_only` when no TLS key is pinned.
   */
  'collector.move': call({ input: z.strictObject({ address: line }), output: nothing }),
  /**
   * Writes the request to a file `.henroll`. `path` is null when the person chose none. Throws `collector.already_asked`,
   * `host.file_not_written`.
   */
  'collector.exportRequest': call({ input: nothing, output: z.strictObject({ path: words.nullable() }) }),
  /**
   * Reads the answer in a file `.henrolled`: its state; `active` still waits for the words. Null when the person chose no
   * file. Throws `log.bad_enrolment`, `collector.other_log`, `collector.none`.
   */
  'collector.importAnswer': call({
    input: nothing,
    output: z.strictObject({ answer: z.enum(['pending', 'active', 'refused']).nullable() }),
  }),
  /**
   * Writes a bundle `.hsync` of what the last receipt does not cover, or of the whole log; `entries` counts what it holds.
   * `path` is null when the person chose none. Throws `collector.none`, `collector.not_active`, `host.file_not_written`.
   */
  'collector.exportBundle': call({
    input: z.strictObject({ from: z.enum(['receipt', 'start']) }),
    output: z.strictObject({ path: words.nullable(), entries: z.int() }),
  }),
  /**
   * Takes the receipt in a file `.hreceipt`. Null when the person chose none. Throws `collector.none`, `collector.not_active`,
   * `collector.other_log`, `collector.ahead`, `log.bad_checkpoint`, `log.bad_receipt`, `log.anchor_differs`.
   */
  'collector.importReceipt': call({ input: nothing, output: z.strictObject({ receipt: receipt.nullable() }) }),
  /** Takes a receipt as text, as a QR code holds it. Throws as `collector.importReceipt`. */
  'collector.readReceipt': call({ input: z.strictObject({ text: z.string().max(65_536) }), output: z.strictObject({ receipt }) }),
  /** The newest receipt as text, short enough for a QR code; null when there is none. */
  'collector.receiptText': call({ input: nothing, output: z.strictObject({ text: z.string().max(65_536).nullable() }) }),
} as const;
