CREATE TABLE "thumbline"."hour_tallies" (
	"assistant_id" text NOT NULL,
	"environment" text NOT NULL,
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
-- A period is summed up without touching the table.
ALTER TABLE "thumbline"."hour_tallies" ADD CONSTRAINT "hour_tallies_pk" PRIMARY KEY ("assistant_id", "environment", "begins_at")
  INCLUDE ("rated", "score_sum", "score_square_sum", "upvotes", "neutral", "downvotes", "thumbs_up", "thumbs_down", "started", "started_rated");
--> statement-breakpoint
ALTER TABLE "thumbline"."hour_tallies" SET (autovacuum_vacuum_scale_factor = 0.01, autovacuum_vacuum_insert_scale_factor = 0.01);
--> statement-breakpoint
CREATE FUNCTION "thumbline"."hour_of"("at" timestamptz) RETURNS timestamptz LANGUAGE sql IMMUTABLE PARALLEL SAFE
  RETURN date_bin(interval '1 hour', "at", timestamptz '2000-01-01 00:00:00+00');
--> statement-breakpoint
-- In the transaction of the change, so that an hour is what its quarters have in every snapshot: also where a process from before
-- this migration settles marks, which knows nothing of hours.
CREATE FUNCTION "thumbline"."sum_hours"() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  INSERT INTO thumbline.hour_tallies (assistant_id, environment, begins_at, rated, score_sum, score_square_sum, upvotes, neutral, downvotes, thumbs_up, thumbs_down, started, started_rated)
  SELECT w.assistant_id, w.environment, w.hour, coalesce(sum(t.rated), 0), coalesce(sum(t.score_sum), 0), coalesce(sum(t.score_square_sum), 0), coalesce(sum(t.upvotes), 0), coalesce(sum(t.neutral), 0), coalesce(sum(t.downvotes), 0), coalesce(sum(t.thumbs_up), 0), coalesce(sum(t.thumbs_down), 0), coalesce(sum(t.started), 0), coalesce(sum(t.started_rated), 0)
  FROM (SELECT DISTINCT assistant_id, environment, thumbline.hour_of(begins_at) AS hour FROM written) w
  LEFT JOIN thumbline.tallies t ON t.assistant_id = w.assistant_id AND t.environment = w.environment
    AND t.begins_at >= w.hour AND t.begins_at < w.hour + interval '1 hour'
  GROUP BY w.assistant_id, w.environment, w.hour
  ON CONFLICT (assistant_id, environment, begins_at) DO UPDATE SET rated = excluded.rated, score_sum = excluded.score_sum, score_square_sum = excluded.score_square_sum, upvotes = excluded.upvotes, neutral = excluded.neutral, downvotes = excluded.downvotes, thumbs_up = excluded.thumbs_up, thumbs_down = excluded.thumbs_down, started = excluded.started, started_rated = excluded.started_rated;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER "tallies_sum_new" AFTER INSERT ON "thumbline"."tallies"
  REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION "thumbline"."sum_hours"();
--> statement-breakpoint
CREATE TRIGGER "tallies_sum_changed" AFTER UPDATE ON "thumbline"."tallies"
  REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION "thumbline"."sum_hours"();
--> statement-breakpoint
CREATE TRIGGER "tallies_sum_removed" AFTER DELETE ON "thumbline"."tallies"
  REFERENCING OLD TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION "thumbline"."sum_hours"();
--> statement-breakpoint
-- After the triggers: nobody settles marks from their creation on.
INSERT INTO "thumbline"."hour_tallies" (assistant_id, environment, begins_at, rated, score_sum, score_square_sum, upvotes, neutral, downvotes, thumbs_up, thumbs_down, started, started_rated)
SELECT assistant_id, environment, thumbline.hour_of(begins_at), sum(rated), sum(score_sum), sum(score_square_sum), sum(upvotes), sum(neutral), sum(downvotes), sum(thumbs_up), sum(thumbs_down), sum(started), sum(started_rated)
FROM "thumbline"."tallies" GROUP BY 1, 2, 3;
