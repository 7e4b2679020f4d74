import { NotModelled } from '../../core/aws-error';
import { itemsOf, membersOf } from '../../core/json';

/** The data types of runbook parameters and outputs. AWS: "Using action outputs as inputs", Systems Manager User Guide */
export const VALUE_TYPES = ['String', 'Integer', 'Boolean', 'StringList', 'StringMap', 'MapList'] as const;
export type ValueType = (typeof VALUE_TYPES)[number];

/**
 * A value as `type`, by the conversions that AWS lists (String to StringList, Integer and Boolean; Integer and Boolean
 * to String and StringList; a list of one element to its element); undefined where there is none.
 */
export function convert(value: unknown, type: ValueType): unknown {
  if (type === 'StringMap') return membersOf(value) && value;
  if (type === 'MapList') return itemsOf(value)?.every(membersOf) === true ? value : undefined;
  if (type === 'StringList') return toStringList(value);
  const items = itemsOf(value);
  const scalar = items?.length === 1 ? items[0] : value;
  if (type === 'String') return toText(scalar);
  return type === 'Integer' ? toInteger(scalar) : toBoolean(scalar);
}

/** A value as SSM's API shows it: a list of strings, maps as JSON. */
export function toStrings(value: unknown): string[] {
  return (itemsOf(value) ?? [value]).map((item) => toText(item) ?? structuredText(item));
}

/** SSM was recorded to write `=` as \u003d in a structured output, as Gson does with these five characters. */
export function structuredText(value: unknown): string {
  return JSON.stringify(value).replace(
    /[=<>&']/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

/** A scalar's text; undefined for anything else. */
export function toText(value: unknown): string | undefined {
  if (typeof value === 'string') return value;
  if (typeof value === 'boolean') return String(value);
  if (typeof value !== 'number') return undefined;
  if (!Number.isInteger(value)) throw new NotModelled(`the output of a number that is not whole, ${value}`);
  return String(value);
}

function toStringList(value: unknown): readonly string[] | undefined {
  const texts = (itemsOf(value) ?? [value]).map((item) => toText(item));
  const present = texts.filter((text) => text !== undefined);
  return present.length === texts.length ? present : undefined;
}

function toInteger(value: unknown): number | undefined {
  if (typeof value === 'number') return Number.isInteger(value) ? value : undefined;
  return typeof value === 'string' && /^-?\d{1,15}$/.test(value) ? Number(value) : undefined;
}

function toBoolean(value: unknown): boolean | undefined {
  if (typeof value === 'boolean') return value;
  if (typeof value !== 'string') return undefined;
  const word = value.toLowerCase();
  return word === 'true' || word === 'false' ? word === 'true' : undefined;
}
