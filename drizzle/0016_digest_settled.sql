ALTER TABLE "thumbline"."deliveries" ADD COLUMN "picture" jsonb;--> statement-breakpoint
ALTER TABLE "thumbline"."deliveries" ADD COLUMN "file_awaited_since" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "thumbline"."digests" ADD COLUMN "language" text;--> statement-breakpoint
ALTER TABLE "thumbline"."digests" ADD COLUMN "scope" jsonb;--> statement-breakpoint
ALTER TABLE "thumbline"."subscriptions" ADD COLUMN "digest_on_since" timestamp with time zone DEFAULT now() NOT NULL;--> statement-breakpoint
UPDATE "thumbline"."subscriptions" SET "digest_on_since" = "began_at";
