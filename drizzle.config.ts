import { defineConfig } from 'drizzle-kit';

export default defineConfig({
  dialect: 'postgresql',
  schema: [
    './src/db/schema/feedback.ts',
    './src/db/schema/thumbline.ts',
    './src/db/schema/subscriptions.ts',
    './src/db/schema/alerts.ts',
    './src/db/schema/deliveries.ts',
    './src/db/schema/triage.ts',
    './src/db/schema/gaps.ts',
    './src/db/schema/tallies.ts',
  ],
  schemaFilter: ['feedback', 'thumbline'],
  out: './drizzle',
});
