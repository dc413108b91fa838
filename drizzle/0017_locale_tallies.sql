CREATE TABLE "thumbline"."locale_tallies" (
	"assistant_id" text NOT NULL,
	"environment" text NOT NULL,
	"locale" text NOT NULL,
	"begins_at" timestamp with time zone NOT NULL,
	"rated" integer NOT NULL,
	"score_sum" integer NOT NULL,
	"score_square_sum" integer NOT NULL,
	"upvotes" integer NOT NULL,
	"neutral" integer NOT NULL,
	"downvotes" integer NOT NULL,
	"thumbs_up" integer NOT NULL,
	"thumbs_down" integer NOT NULL,
	"started" integer NOT NULL,
	"started_rated" integer NOT NULL
);
--> statement-breakpoint
-- A period of one locale is summed up without touching the table, and without the other locales.
ALTER TABLE "thumbline"."locale_tallies" ADD CONSTRAINT "locale_tallies_pk" PRIMARY KEY ("assistant_id", "environment", "locale", "begins_at")
  INCLUDE ("rated", "score_sum", "score_square_sum", "upvotes", "neutral", "downvotes", "thumbs_up", "thumbs_down", "started", "started_rated");
--> statement-breakpoint
ALTER TABLE "thumbline"."locale_tallies" SET (autovacuum_vacuum_scale_factor = 0.01, autovacuum_vacuum_insert_scale_factor = 0.01);
--> statement-breakpoint
ALTER TABLE "thumbline"."tallies" ADD COLUMN "locales" text[] NOT NULL DEFAULT '{}';
--> statement-breakpoint
-- A process from before this migration would take marks off without counting by locale: without a default it cannot.
ALTER TABLE "thumbline"."tallies" ALTER COLUMN "locales" DROP DEFAULT;
--> statement-breakpoint
-- Writers wait: a change of locale is marked by the function below, or is there when everything is marked.
LOCK TABLE "feedback"."conversations" IN SHARE ROW EXCLUSIVE MODE;
--> statement-breakpoint
CREATE OR REPLACE FUNCTION "thumbline"."mark_changed_conversations"() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  WITH different AS (
    (SELECT assistant_id, id, environment, locale, started_at, rated_at, verdict, score FROM before
    EXCEPT SELECT assistant_id, id, environment, locale, started_at, rated_at, verdict, score FROM after)
    UNION ALL
    (SELECT assistant_id, id, environment, locale, started_at, rated_at, verdict, score FROM after
    EXCEPT SELECT assistant_id, id, environment, locale, started_at, rated_at, verdict, score FROM before)
  )
  INSERT INTO thumbline.tally_marks (assistant_id, begins_at)
  SELECT d.assistant_id, thumbline.quarter_of(x.at) FROM different d CROSS JOIN LATERAL (VALUES (d.started_at), (d.rated_at)) x(at)
  WHERE x.at IS NOT NULL
  UNION
  -- A thumb counts where its conversation does.
  SELECT t.assistant_id, thumbline.quarter_of(t.given_at)
  FROM before b JOIN after a ON a.assistant_id = b.assistant_id AND a.id = b.id
    AND (a.environment, a.locale) IS DISTINCT FROM (b.environment, b.locale)
  JOIN feedback.thumbs t ON t.assistant_id = a.assistant_id AND t.conversation_id = a.id;
  RETURN NULL;
END $$;
--> statement-breakpoint
SELECT "thumbline"."mark_everything"();
