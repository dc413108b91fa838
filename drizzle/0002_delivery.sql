DROP INDEX "thumbline"."deliveries_due";--> statement-breakpoint
ALTER TABLE "thumbline"."deliveries" ADD COLUMN "possible_repeat" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "thumbline"."subscriptions" ADD COLUMN "alerts_since" timestamp with time zone DEFAULT now() NOT NULL;--> statement-breakpoint
CREATE INDEX "deliveries_due" ON "thumbline"."deliveries" USING btree ("channel_id","next_at","id") WHERE state in ('pending', 'blocked');