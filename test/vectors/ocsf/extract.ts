/**
 * Writes `ocsf.schema.json`, a JSON Schema of the classes and objects that the feeds use, from a checkout of ocsf/ocsf-schema:
 * `node test/vectors/ocsf/extract.ts ‹folder›`. The same bytes at every run of the same checkout.
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

interface Attribute {
  readonly type?: string;
  readonly is_array?: boolean;
  readonly requirement?: string;
  readonly profile?: string | null;
  readonly enum?: Readonly<Record<string, unknown>>;
}

interface Definition {
  readonly name: string;
  readonly uid?: number;
  readonly category?: string;
  readonly extends?: string;
  readonly constraints?: { readonly at_least_one?: readonly string[] };
  readonly attributes: Readonly<Record<string, Attribute>> & { readonly $include?: readonly string[] };
}

interface Type {
  readonly type?: string;
  readonly regex?: string;
  readonly max_len?: number;
  readonly range?: readonly [number, number];
}

const CLASSES = [
  'authentication',
  'entity_management',
  'detection_finding',
  'datastore_activity',
  'event_log_actvity',
  'device_config_state_change',
  'application_lifecycle',
];
/** Objects that are written out; any other is an object of any content. */
const OBJECTS = [
  'actor',
  'databucket',
  'device',
  'evidences',
  'finding_info',
  'fingerprint',
  'managed_entity',
  'metadata',
  'network_endpoint',
  'product',
  'service',
  'user',
];
const PROFILE = 'host';

const [, , folder] = process.argv;
if (folder === undefined) throw new Error('Name the folder of the checkout.');
const dictionary = read<{ attributes: Record<string, Attribute>; types: { attributes: Record<string, Type> } }>('dictionary.json');
const categories = read<{ attributes: Record<string, { uid: number }> }>('categories.json').attributes;
const { version } = read<{ version: string }>('version.json');
const events = definitionsUnder('events');
const objects = definitionsUnder('objects');

const schema = {
  $comment: `OCSF ${version}, profile ${PROFILE}: see README.md`,
  oneOf: CLASSES.map((name) => ({ $ref: `#/$defs/${name}` })),
  $defs: Object.fromEntries([...CLASSES.map((name) => [name, classSchema(name)]), ...OBJECTS.map((name) => [name, objectSchema(name)])]),
};
const target = fileURLToPath(new URL('ocsf.schema.json', import.meta.url));
writeFileSync(target, `${JSON.stringify(schema, null, 1)}\n`);

/** A file of the checkout, whose shape its own metaschema keeps. */
function read<T>(path: string): T {
  return JSON.parse(readFileSync(join(folder ?? '', path), 'utf8')) as T;
}

function definitionsUnder(part: string): ReadonlyMap<string, Definition> {
  const files = readdirSync(join(folder ?? '', part), { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.json'));
  return new Map(files.map((file) => read<Definition>(join(part, file))).map((one) => [one.name, one]));
}

/** The definition and what it extends, the eldest first. */
function lineOf(name: string, among: ReadonlyMap<string, Definition>): Definition[] {
  const own = among.get(name);
  if (own === undefined) throw new Error(`The checkout has no ${name}.`);
  return own.extends === undefined ? [own] : [...lineOf(own.extends, among), own];
}

/** The attributes without those of other profiles: what is nearer overrides, values of an enumeration add up. */
function attributesOf(line: readonly Definition[]): Record<string, Attribute> {
  const found: Record<string, Attribute> = {};
  for (const { attributes } of line) {
    const { $include = [], ...own } = attributes;
    for (const path of $include) add(found, included(path));
    add(found, own);
  }
  return Object.fromEntries(
    Object.entries(found).filter(([, { profile }]) => profile === undefined || profile === null || profile === PROFILE),
  );
}

function add(found: Record<string, Attribute>, more: Readonly<Record<string, Attribute>>): void {
  for (const [name, one] of Object.entries(more)) {
    const before = found[name] ?? dictionary.attributes[name];
    found[name] = { ...before, ...one, ...(one.enum && { enum: { ...before?.enum, ...one.enum } }) };
  }
}

function included(path: string): Record<string, Attribute> {
  const { name, attributes } = read<Definition>(path);
  return Object.fromEntries(Object.entries(attributes).map(([key, one]) => [key, { ...one, profile: name }]));
}

function classSchema(name: string) {
  const line = lineOf(name, events);
  const { uid = 0 } = events.get(name) ?? {};
  const category = categories[line.findLast((one) => one.category !== undefined)?.category ?? '']?.uid ?? 0;
  const made = shape(line);
  const class_uid = category * 1000 + uid;
  const activities = Object.keys(attributesOf(line)['activity_id']?.enum ?? {}).map(Number);
  const ids = { category_uid: [category], class_uid: [class_uid], type_uid: activities.map((activity) => class_uid * 100 + activity) };
  for (const [key, values] of Object.entries(ids)) made.properties[key] = { type: 'integer', enum: values };
  return made;
}

function objectSchema(name: string) {
  return shape(lineOf(name, objects));
}

function shape(line: readonly Definition[]) {
  const attributes = attributesOf(line);
  const names = Object.keys(attributes).sort();
  const anyOf = line.findLast((one) => one.constraints !== undefined)?.constraints?.at_least_one;
  return {
    type: 'object',
    properties: Object.fromEntries(names.map((name) => [name, attributeSchema(attributes[name] ?? {})])),
    required: names.filter((name) => attributes[name]?.requirement === 'required'),
    ...(anyOf && { anyOf: anyOf.map((name) => ({ required: [name] })) }),
    additionalProperties: false,
  };
}

function attributeSchema(attribute: Attribute): Record<string, unknown> {
  const one = valueSchema(attribute);
  return attribute.is_array === true ? { type: 'array', items: one } : one;
}

function valueSchema({ type = '', enum: values }: Attribute): Record<string, unknown> {
  if (OBJECTS.includes(type)) return { $ref: `#/$defs/${type}` };
  if (type === 'json_t') return {};
  if (!type.endsWith('_t')) {
    if (!objects.has(type)) throw new Error(`The checkout has no ${type}.`);
    return { type: 'object' };
  }
  const rule = dictionary.types.attributes[type];
  const base = baseType(rule?.type ?? type);
  const keys = values === undefined ? undefined : Object.keys(values).map((key) => (base === 'integer' ? Number(key) : key));
  return {
    type: base,
    ...(keys && { enum: keys }),
    ...(rule?.regex && { pattern: rule.regex }),
    ...(rule?.max_len && { maxLength: rule.max_len }),
    ...(rule?.range && { minimum: rule.range[0], maximum: rule.range[1] }),
  };
}

function baseType(type: string): string {
  const types: Readonly<Record<string, string>> = {
    boolean_t: 'boolean',
    float_t: 'number',
    integer_t: 'integer',
    long_t: 'integer',
    string_t: 'string',
  };
  const found = types[type];
  if (found === undefined) throw new Error(`The type ${type} is none of JSON.`);
  return found;
}
