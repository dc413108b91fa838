import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { COMMANDS, EVENTS, SHORTCUTS } from '../../src/slack/routes.ts';

const MODES = ['socket', 'http'] as const;
const text = (path: string) => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');
const manifest = (mode: (typeof MODES)[number]) => JSON.parse(text(`manifest.${mode}.json`));
const withoutUrls = (value: unknown) =>
  JSON.parse(
    JSON.stringify(value, (key, inner) => (/^(url|request_url|socket_mode_enabled)$/.test(key) ? undefined : inner)),
  );

/** Comes with what docs/slack-app.md says to add by hand, since it names domains. */
const BY_HAND = ['link_shared'];

test('both manifests are the same app, but for how Slack reaches it', () => {
  expect(withoutUrls(manifest('socket'))).toEqual(withoutUrls(manifest('http')));
  expect(manifest('socket').settings.socket_mode_enabled).toBe(true);
  expect(JSON.stringify(manifest('socket'))).not.toContain('https://');
});

test('over HTTP everything goes to the one address that the app answers at', () => {
  const { features, settings } = manifest('http');
  const urls = [
    ...features.slash_commands.map(({ url }: { url: string }) => url),
    settings.interactivity.request_url,
    settings.event_subscriptions.request_url,
  ];
  expect(new Set(urls)).toEqual(new Set(['https://thumbline.example.com/slack/events']));
});

test.each(MODES)(
  'the %s manifest lists the commands, shortcuts and events of the route table, and no other',
  (mode) => {
    const { features, settings } = manifest(mode);
    expect(features.slash_commands.map(({ command }: { command: string }) => command).sort()).toEqual(
      Object.keys(COMMANDS).sort(),
    );
    expect(features.shortcuts.map(({ callback_id: id }: { callback_id: string }) => id).sort()).toEqual(
      Object.keys(SHORTCUTS).sort(),
    );
    const events = Object.keys(EVENTS).filter((event) => !BY_HAND.includes(event));
    expect([...settings.event_subscriptions.bot_events].sort()).toEqual(events.sort());
  },
);

test.each(MODES)("the %s manifest keeps Slack's limits", (mode) => {
  const { display_information: information, features, oauth_config: oauth } = manifest(mode);
  expect(information.name.length).toBeLessThanOrEqual(35);
  expect(information.description.length).toBeLessThanOrEqual(140);
  for (const { command, description, usage_hint: hint } of features.slash_commands) {
    expect([command.length <= 32, description.length <= 2_000, hint.length <= 1_000]).toEqual([true, true, true]);
  }
  expect(oauth.scopes.bot).toEqual(expect.arrayContaining(oauth.scopes.bot_optional));
});

test('every scope has its reason in the document', () => {
  const reasons = text('docs/slack-app.md')
    .split('\n')
    .filter((line) => line.startsWith('| `'))
    .join('\n');
  for (const scope of manifest('socket').oauth_config.scopes.bot) expect(reasons).toContain(`\`${scope}\``);
});
