import { placedElements } from '../block-elements.ts';
import type { Json } from '../workspace.ts';
import { failed, type Problem } from './problem.ts';

type Placed = { block: Json; path: PropertyKey[] };

/** Every block with its place, those inside containers too. */
export function allBlocks(blocks: Json[], root: PropertyKey[] = ['blocks']): Placed[] {
  return blocks.flatMap((block, index) => {
    const path = [...root, index];
    const children = Array.isArray(block.child_blocks) ? (block.child_blocks as Json[]) : [];
    return [{ block, path }, ...allBlocks(children, [...path, 'child_blocks'])];
  });
}

/** Ids that are used twice: a block id in the payload, an action id within its block. */
export function repeatedIds(blocks: Json[]): Problem[] {
  const seen = new Set<unknown>();
  return allBlocks(blocks).flatMap(({ block, path }) => {
    const problems: Problem[] = [];
    if (block.block_id !== undefined && seen.has(block.block_id)) {
      problems.push(failed([...path, 'block_id'], `block_id must be unique: ${block.block_id}`));
    }
    seen.add(block.block_id);
    const { child_blocks: _children, ...own } = block;
    const actionIds = placedElements([own]).map(({ element }) => element.action_id);
    const repeated = actionIds.find((id, index) => id !== undefined && actionIds.indexOf(id) !== index);
    if (repeated !== undefined) problems.push(failed(path, `action_id must be unique within its block: ${repeated}`));
    return problems;
  });
}

const CHARTS_A_MESSAGE = 2;
const MARKDOWN_A_MESSAGE = 12_000;
const TABLE_CHARACTERS_A_MESSAGE = 10_000;

/** What holds for all charts, tables and markdown blocks of a message together. */
export function sharedLimits(blocks: Json[]): Problem[] {
  const ofType = (...types: string[]) => allBlocks(blocks).filter(({ block }) => types.includes(String(block.type)));
  const problems: Problem[] = [];
  const charts = ofType('data_visualization');
  const excess = charts[CHARTS_A_MESSAGE];
  if (excess) problems.push(failed(excess.path, `no more than ${CHARTS_A_MESSAGE} charts allowed in a message`));

  const markdown = ofType('markdown');
  const characters = sum(markdown.map(({ block }) => String(block.text).length));
  if (characters > MARKDOWN_A_MESSAGE) {
    problems.push(
      failed(['blocks'], `markdown blocks must have less than ${MARKDOWN_A_MESSAGE + 1} characters in all`),
    );
  }

  const cells = sum(ofType('table', 'data_table').map(({ block }) => shownCharacters(block.rows)));
  if (cells > TABLE_CHARACTERS_A_MESSAGE) {
    problems.push(failed(['blocks'], `tables must have less than ${TABLE_CHARACTERS_A_MESSAGE + 1} characters in all`));
  }
  return problems;
}

/** The second table of a message; null: there is at most one. */
export function secondTable(blocks: Json[]): Problem | null {
  const tables = allBlocks(blocks).filter(({ block }) => ['table', 'data_table'].includes(String(block.type)));
  return tables[1] ? failed(tables[1].path, 'only_one_table_allowed') : null;
}

const SHOWN = new Set(['text', 'alt_text', 'title', 'label', 'caption', 'fallback', 'format', 'name']);

/** The characters of the texts in some blocks; ids, values and addresses do not count. */
export function shownCharacters(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0;
  return sum(
    Object.entries(value).map(([key, inner]) =>
      typeof inner === 'string' ? (SHOWN.has(key) ? inner.length : 0) : shownCharacters(inner),
    ),
  );
}

function sum(numbers: number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
