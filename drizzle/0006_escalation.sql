CREATE TABLE "thumbline"."escalations" (
	"alert_id" bigint NOT NULL,
	"round" integer NOT NULL,
	"level" smallint NOT NULL,
	"delivery_key" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "escalations_alert_id_round_level_pk" PRIMARY KEY("alert_id","round","level"),
	CONSTRAINT "escalations_level" CHECK ("thumbline"."escalations"."level" in (1, 2))
);
--> statement-breakpoint
CREATE TABLE "thumbline"."rollups" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "thumbline"."rollups_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"subscription_id" bigint NOT NULL,
	"opened_at" timestamp with time zone DEFAULT now() NOT NULL,
	"joined_at" timestamp with time zone DEFAULT now() NOT NULL,
	"closed_at" timestamp with time zone
);
--> statement-breakpoint
ALTER TABLE "thumbline"."deliveries" DROP CONSTRAINT "deliveries_state";--> statement-breakpoint
ALTER TABLE "thumbline"."deliveries" DROP CONSTRAINT "deliveries_kind";--> statement-breakpoint
ALTER TABLE "thumbline"."alerts" ADD COLUMN "acknowledged_until" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "thumbline"."alerts" ADD COLUMN "lapsed_by" text;--> statement-breakpoint
ALTER TABLE "thumbline"."alerts" ADD COLUMN "lapsed_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "thumbline"."alerts" ADD COLUMN "lapses" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "thumbline"."deliveries" ADD COLUMN "rollup_id" bigint;--> statement-breakpoint
ALTER TABLE "thumbline"."deliveries" ADD COLUMN "folded_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "thumbline"."subscriptions" ADD COLUMN "escalate_again_after_minutes" integer;--> statement-breakpoint
ALTER TABLE "thumbline"."subscriptions" ADD COLUMN "escalate_again_to" text;--> statement-breakpoint
ALTER TABLE "thumbline"."subscriptions" ADD COLUMN "quiet_from" time;--> statement-breakpoint
ALTER TABLE "thumbline"."subscriptions" ADD COLUMN "quiet_to" time;--> statement-breakpoint
ALTER TABLE "thumbline"."subscriptions" ADD COLUMN "escalates_since" timestamp with time zone DEFAULT now() NOT NULL;--> statement-breakpoint
ALTER TABLE "thumbline"."escalations" ADD CONSTRAINT "escalations_alert_id_alerts_id_fk" FOREIGN KEY ("alert_id") REFERENCES "thumbline"."alerts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "thumbline"."escalations" ADD CONSTRAINT "escalations_delivery_key_deliveries_key_fk" FOREIGN KEY ("delivery_key") REFERENCES "thumbline"."deliveries"("key") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "thumbline"."rollups" ADD CONSTRAINT "rollups_subscription_id_subscriptions_id_fk" FOREIGN KEY ("subscription_id") REFERENCES "thumbline"."subscriptions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "escalations_of_message" ON "thumbline"."escalations" USING btree ("delivery_key");--> statement-breakpoint
CREATE UNIQUE INDEX "rollups_one_open" ON "thumbline"."rollups" USING btree ("subscription_id") WHERE closed_at is null;--> statement-breakpoint
ALTER TABLE "thumbline"."deliveries" ADD CONSTRAINT "deliveries_rollup_id_rollups_id_fk" FOREIGN KEY ("rollup_id") REFERENCES "thumbline"."rollups"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "alerts_open" ON "thumbline"."alerts" USING btree ("subscription_id","created_at") WHERE acknowledged_at is null;--> statement-breakpoint
CREATE INDEX "alerts_to_lapse" ON "thumbline"."alerts" USING btree ("acknowledged_until") WHERE acknowledged_until is not null;--> statement-breakpoint
CREATE INDEX "deliveries_of_rollup" ON "thumbline"."deliveries" USING btree ("rollup_id","id") WHERE rollup_id is not null;--> statement-breakpoint
ALTER TABLE "thumbline"."alerts" ADD CONSTRAINT "alerts_until_acknowledged" CHECK ("thumbline"."alerts"."acknowledged_until" is null or "thumbline"."alerts"."acknowledged_at" is not null);--> statement-breakpoint
ALTER TABLE "thumbline"."deliveries" ADD CONSTRAINT "deliveries_folded" CHECK (("thumbline"."deliveries"."state" = 'folded') = ("thumbline"."deliveries"."folded_at" is not null));--> statement-breakpoint
ALTER TABLE "thumbline"."deliveries" ADD CONSTRAINT "deliveries_state" CHECK ("thumbline"."deliveries"."state" in ('pending', 'sending', 'unknown', 'sent', 'blocked', 'failed', 'gone', 'cancelled', 'folded'));--> statement-breakpoint
ALTER TABLE "thumbline"."deliveries" ADD CONSTRAINT "deliveries_kind" CHECK ("thumbline"."deliveries"."kind" in ('alert', 'rollup', 'escalation', 'reminder', 'digest'));--> statement-breakpoint
ALTER TABLE "thumbline"."subscriptions" ADD CONSTRAINT "subscriptions_quiet_whole" CHECK (("thumbline"."subscriptions"."quiet_from" is null) = ("thumbline"."subscriptions"."quiet_to" is null));