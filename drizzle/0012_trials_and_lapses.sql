ALTER TABLE "thumbline"."deliveries" DROP CONSTRAINT "deliveries_kind";--> statement-breakpoint
ALTER TABLE "thumbline"."escalations" DROP CONSTRAINT "escalations_level";--> statement-breakpoint
ALTER TABLE "thumbline"."deliveries" ADD CONSTRAINT "deliveries_kind" CHECK ("thumbline"."deliveries"."kind" in ('alert', 'rollup', 'escalation', 'reminder', 'digest', 'trial', 'notice', 'retest'));--> statement-breakpoint
ALTER TABLE "thumbline"."escalations" ADD CONSTRAINT "escalations_level" CHECK ("thumbline"."escalations"."level" in (0, 1, 2));--> statement-breakpoint
INSERT INTO "thumbline"."escalations" (alert_id, round, level, delivery_key)
SELECT alert_id, split_part(key, ':', 3)::int, 0, key FROM "thumbline"."deliveries" WHERE kind = 'reminder'
ON CONFLICT DO NOTHING;
