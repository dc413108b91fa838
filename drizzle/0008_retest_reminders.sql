CREATE TABLE "thumbline"."retest_reminders" (
	"delivery_key" text PRIMARY KEY NOT NULL,
	"assistant_id" text NOT NULL,
	"conversation_id" text NOT NULL,
	"done_at" timestamp with time zone NOT NULL,
	"person" text NOT NULL,
	"erased" boolean DEFAULT false NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "retest_reminders_once" UNIQUE("assistant_id","conversation_id","done_at")
);
--> statement-breakpoint
ALTER TABLE "thumbline"."deliveries" DROP CONSTRAINT "deliveries_kind";--> statement-breakpoint
ALTER TABLE "thumbline"."deliveries" ALTER COLUMN "subscription_id" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "thumbline"."deliveries" ADD COLUMN "posted_in" text;--> statement-breakpoint
ALTER TABLE "thumbline"."retest_reminders" ADD CONSTRAINT "retest_reminders_delivery_key_deliveries_key_fk" FOREIGN KEY ("delivery_key") REFERENCES "thumbline"."deliveries"("key") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "conversations_by_url" ON "feedback"."conversations" USING hash ("url") WHERE url is not null;--> statement-breakpoint
ALTER TABLE "thumbline"."deliveries" ADD CONSTRAINT "deliveries_of_subscription" CHECK (("thumbline"."deliveries"."subscription_id" is null) = ("thumbline"."deliveries"."kind" = 'retest'));--> statement-breakpoint
ALTER TABLE "thumbline"."deliveries" ADD CONSTRAINT "deliveries_kind" CHECK ("thumbline"."deliveries"."kind" in ('alert', 'rollup', 'escalation', 'reminder', 'digest', 'retest'));