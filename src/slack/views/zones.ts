import type { Choice } from './choices.ts';

const MOST_IN_GROUP = 100;

/** Every IANA zone that this machine knows, by continent, those of `first` before all others. */
export function zoneChoices(first: string[]): { label: string; choices: Choice[] }[] {
  const suggested = [...new Set([...first, 'UTC'])];
  const byContinent = new Map<string, string[]>();
  for (const zone of Intl.supportedValuesOf('timeZone')) {
    if (suggested.includes(zone)) continue;
    const continent = zone.split('/')[0] ?? zone;
    byContinent.set(continent, [...(byContinent.get(continent) ?? []), zone]);
  }
  const continents = [...byContinent].flatMap(([continent, zones]) => {
    const parts: { label: string; choices: Choice[] }[] = [];
    for (let at = 0; at < zones.length; at += MOST_IN_GROUP) {
      const label = zones.length <= MOST_IN_GROUP ? continent : `${continent} (${at / MOST_IN_GROUP + 1})`;
      parts.push({ label, choices: zones.slice(at, at + MOST_IN_GROUP).map(choiceOf) });
    }
    return parts;
  });
  return [{ label: 'Suggested', choices: suggested.map(choiceOf) }, ...continents];
}

const choiceOf = (zone: string): Choice => ({ value: zone, name: zone.replaceAll('_', ' ') });
