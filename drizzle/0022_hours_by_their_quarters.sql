-- Each hour's quarters are looked up by key. Joined as a set, all that an assistant has were gone through for each hour: a session
-- keeps the plan that it made while the table was still small, which is also why a scan of the whole table is ruled out.
CREATE OR REPLACE FUNCTION "thumbline"."sum_hours"() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp SET enable_seqscan = off AS $$
BEGIN
  INSERT INTO thumbline.hour_tallies (assistant_id, environment, begins_at, rated, score_sum, score_square_sum, upvotes, neutral, downvotes, thumbs_up, thumbs_down, started, started_rated)
  SELECT w.assistant_id, w.environment, w.hour, now.*
  FROM (SELECT DISTINCT assistant_id, environment, thumbline.hour_of(begins_at) AS hour FROM written) w
  CROSS JOIN LATERAL (
    SELECT coalesce(sum(t.rated), 0), coalesce(sum(t.score_sum), 0), coalesce(sum(t.score_square_sum), 0), coalesce(sum(t.upvotes), 0), coalesce(sum(t.neutral), 0), coalesce(sum(t.downvotes), 0), coalesce(sum(t.thumbs_up), 0), coalesce(sum(t.thumbs_down), 0), coalesce(sum(t.started), 0), coalesce(sum(t.started_rated), 0)
    FROM thumbline.tallies t
    WHERE t.assistant_id = w.assistant_id AND t.environment = w.environment
      AND t.begins_at >= w.hour AND t.begins_at < w.hour + interval '1 hour'
  ) now
  ON CONFLICT (assistant_id, environment, begins_at) DO UPDATE SET rated = excluded.rated, score_sum = excluded.score_sum, score_square_sum = excluded.score_square_sum, upvotes = excluded.upvotes, neutral = excluded.neutral, downvotes = excluded.downvotes, thumbs_up = excluded.thumbs_up, thumbs_down = excluded.thumbs_down, started = excluded.started, started_rated = excluded.started_rated;
  RETURN NULL;
END $$;
