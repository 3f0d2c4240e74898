-- What the schema file cannot say. docs/stock-law.md tells why each of these exists;
-- lib/orders/constraints.integration.test.ts shows that each refuses what it should.

-- ---------------------------------------------------------------- the shop's clock

-- now() corrected by a clock spec: '+5000' or '-5000' adds milliseconds, '=1763634000000' is frozen at that epoch time.
-- Outside tests the spec is '+0'. An ill-formed spec raises.
CREATE FUNCTION shop_now(spec text) RETURNS timestamptz
LANGUAGE sql STABLE PARALLEL SAFE
RETURN CASE
  WHEN left(spec, 1) = '=' THEN to_timestamp(substr(spec, 2)::bigint / 1000.0)
  ELSE now() + spec::bigint * interval '1 millisecond'
END;

-- ---------------------------------------------------------------- accounts

ALTER TABLE accounts
  ADD CONSTRAINT accounts_id_shape CHECK (id ~ '^[0-9A-Za-z]{16}$'),
  ADD CONSTRAINT accounts_email_lower_case CHECK (email = lower(email)),
  ADD CONSTRAINT accounts_role_word CHECK (role IN ('shopper', 'marketer', 'admin')),
  ADD CONSTRAINT accounts_level_range CHECK (level >= 0);

-- ---------------------------------------------------------------- sales

ALTER TABLE sales
  ADD CONSTRAINT sales_slug_shape CHECK (slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$' AND length(slug) <= 64),
  ADD CONSTRAINT sales_status_word CHECK (status IN ('draft', 'published', 'paused', 'ended', 'cancelled')),
  ADD CONSTRAINT sales_announced_phase_word
    CHECK (announced_phase IN ('draft', 'scheduled', 'live', 'paused', 'ended', 'cancelled')),
  ADD CONSTRAINT sales_ended_reason_word CHECK (ended_reason IN ('time', 'sold_out', 'stopped')),
  ADD CONSTRAINT sales_admission_word CHECK (admission IN ('first_come', 'shuffle', 'draw')),
  ADD CONSTRAINT sales_window_order CHECK (ends_at > starts_at),
  ADD CONSTRAINT sales_price_positive CHECK (price_minor > 0),
  ADD CONSTRAINT sales_regular_price_positive CHECK (regular_price_minor > 0),
  ADD CONSTRAINT sales_lowest_price_positive CHECK (lowest_price_30d_minor > 0),
  ADD CONSTRAINT sales_currency_shape CHECK (currency ~ '^[A-Z]{3}$'),
  -- An account's units occupy slots 1..limit, and the gate keeps the slots in a bit mask of 31 bits.
  ADD CONSTRAINT sales_limit_range CHECK (limit_per_account BETWEEN 1 AND 31),
  ADD CONSTRAINT sales_payment_window_range CHECK (payment_window_seconds BETWEEN 60 AND 3600),
  ADD CONSTRAINT sales_line_factor_range CHECK (line_factor BETWEEN 1 AND 100),
  ADD CONSTRAINT sales_min_level_range CHECK (min_level >= 0),
  ADD CONSTRAINT sales_epoch_range CHECK (epoch >= 1),
  ADD CONSTRAINT sales_version_range CHECK (version >= 1);

-- The stock law: sold + held <= released <= total, at every instant, whatever the code does.
ALTER TABLE sale_items
  ADD CONSTRAINT sale_items_total_range CHECK (total >= 0),
  ADD CONSTRAINT sale_items_released_range CHECK (released BETWEEN 0 AND total),
  ADD CONSTRAINT sale_items_held_range CHECK (held >= 0),
  ADD CONSTRAINT sale_items_sold_range CHECK (sold >= 0),
  ADD CONSTRAINT sale_items_never_oversold CHECK (held + sold <= released);

ALTER TABLE releases ADD CONSTRAINT releases_quantity_positive CHECK (quantity > 0);

-- ---------------------------------------------------------------- orders

-- What people read to each other has six digits from the first order on.
ALTER SEQUENCE orders_number_seq RESTART WITH 100001;

ALTER TABLE orders
  ADD CONSTRAINT orders_id_shape CHECK (id ~ '^o[0-9a-z]{1,7}_[A-Za-z0-9_-]{22}$'),
  ADD CONSTRAINT orders_state_word
    CHECK (state IN ('reserved', 'paying', 'paid', 'expired', 'left', 'cancelled', 'refunding', 'refunded')),
  ADD CONSTRAINT orders_quantity_range CHECK (quantity BETWEEN 1 AND 31),
  ADD CONSTRAINT orders_amount_positive CHECK (amount_minor > 0),
  ADD CONSTRAINT orders_currency_shape CHECK (currency ~ '^[A-Z]{3}$'),
  ADD CONSTRAINT orders_extensions_range CHECK (extensions_used BETWEEN 0 AND 10),
  ADD CONSTRAINT orders_paying_since_known CHECK (state <> 'paying' OR paying_since IS NOT NULL),
  ADD CONSTRAINT orders_version_range CHECK (version >= 1);

ALTER TABLE order_lines
  ADD CONSTRAINT order_lines_slot_range CHECK (slot BETWEEN 1 AND 31),
  ADD CONSTRAINT order_lines_price_positive CHECK (unit_price_minor > 0);

-- The limit per account: a slot is occupied by at most one live line.
CREATE UNIQUE INDEX order_lines_one_live_per_slot ON order_lines (sale_id, account_id, slot) WHERE live;

-- What the expiry loop looks for.
CREATE INDEX orders_reserved_pay_by ON orders (pay_by) WHERE state = 'reserved';

ALTER TABLE order_events
  ADD CONSTRAINT order_events_state_word
    CHECK (state IN ('reserved', 'paying', 'paid', 'expired', 'left', 'cancelled', 'refunding', 'refunded')),
  ADD CONSTRAINT order_events_kind_word CHECK (kind IN (
    'clicked', 'reserved', 'paying', 'declined', 'extended', 'paid', 'expired', 'left', 'cancelled', 'refunding',
    'refunded'));

-- `adjust` and `release` may take away; every other kind says by its name in which direction the units go.
ALTER TABLE stock_ledger
  ADD CONSTRAINT stock_ledger_kind_word
    CHECK (kind IN ('load', 'release', 'reserve', 'sell', 'return', 'refund_return', 'adjust')),
  ADD CONSTRAINT stock_ledger_quantity_sign
    CHECK (quantity > 0 OR (quantity < 0 AND kind IN ('release', 'adjust'))),
  ADD CONSTRAINT stock_ledger_order_known
    CHECK ((order_id IS NOT NULL) = (kind IN ('reserve', 'sell', 'return', 'refund_return'))),
  ADD CONSTRAINT stock_ledger_cause_given CHECK (cause <> '');

ALTER TABLE attempt_failures
  ADD CONSTRAINT attempt_failures_reason_word
    CHECK (reason IN ('sold_out', 'limit', 'ended', 'cancelled', 'draw', 'error', 'left'));

ALTER TABLE line_entries
  ADD CONSTRAINT line_entries_state_word CHECK (state IN ('waiting', 'offered', 'left', 'closed')),
  ADD CONSTRAINT line_entries_quantity_positive CHECK (quantity > 0),
  ADD CONSTRAINT line_entries_slots_positive CHECK (slots > 0);

-- ---------------------------------------------------------------- the order's state machine

-- The same table as orderTransitions in lib/domain/order.ts; a test compares all pairs.
CREATE FUNCTION order_may_move(old_state text, new_state text) RETURNS boolean
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN CASE old_state
  WHEN 'reserved' THEN new_state IN ('paying', 'paid', 'expired', 'left', 'cancelled')
  WHEN 'paying' THEN new_state IN ('paid', 'reserved', 'expired', 'cancelled')
  WHEN 'paid' THEN new_state = 'refunding'
  WHEN 'expired' THEN new_state IN ('paid', 'refunding')
  WHEN 'left' THEN new_state = 'refunding'
  WHEN 'cancelled' THEN new_state = 'refunding'
  WHEN 'refunding' THEN new_state = 'refunded'
  ELSE false
END;

-- A live order holds or owns its units and counts against the limit (isLiveOrder in lib/domain/order.ts).
CREATE FUNCTION order_is_live(state text) RETURNS boolean
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN state IN ('reserved', 'paying', 'paid');

CREATE FUNCTION orders_guard_insert() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'an order begins as reserved, not as %', NEW.state
    USING ERRCODE = 'check_violation', CONSTRAINT = 'orders_begin_reserved';
END $$;

CREATE TRIGGER orders_begin_reserved BEFORE INSERT ON orders
FOR EACH ROW WHEN (NEW.state <> 'reserved') EXECUTE FUNCTION orders_guard_insert();

CREATE FUNCTION orders_guard_move() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT order_may_move(OLD.state, NEW.state) THEN
    RAISE EXCEPTION 'order % cannot go from % to %', OLD.id, OLD.state, NEW.state
      USING ERRCODE = 'check_violation', CONSTRAINT = 'orders_state_machine';
  END IF;
  IF NEW.version <= OLD.version THEN
    RAISE EXCEPTION 'order % changed its state without a higher version', OLD.id
      USING ERRCODE = 'check_violation', CONSTRAINT = 'orders_version_rises';
  END IF;
  RETURN NEW;
END $$;

CREATE TRIGGER orders_state_machine BEFORE UPDATE ON orders
FOR EACH ROW WHEN (OLD.state IS DISTINCT FROM NEW.state) EXECUTE FUNCTION orders_guard_move();

-- What was promised does not change after the promise.
CREATE FUNCTION orders_guard_promise() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'sale, account, quantity and amount of order % are fixed', OLD.id
    USING ERRCODE = 'check_violation', CONSTRAINT = 'orders_promise_fixed';
END $$;

CREATE TRIGGER orders_promise_fixed BEFORE UPDATE ON orders
FOR EACH ROW WHEN (
  (OLD.id, OLD.sale_id, OLD.account_id, OLD.quantity, OLD.amount_minor, OLD.currency)
  IS DISTINCT FROM (NEW.id, NEW.sale_id, NEW.account_id, NEW.quantity, NEW.amount_minor, NEW.currency)
) EXECUTE FUNCTION orders_guard_promise();

-- An order that comes to life again (late money) takes its slots back here, and fails if they are taken.
-- A connection keeps the plan of this update; one made while the table was small would read it whole for ever.
CREATE FUNCTION orders_follow_lines() RETURNS trigger LANGUAGE plpgsql SET enable_seqscan = off AS $$
BEGIN
  UPDATE order_lines SET live = order_is_live(NEW.state) WHERE order_id = NEW.id;
  RETURN NULL;
END $$;

CREATE TRIGGER orders_lines_follow AFTER UPDATE ON orders
FOR EACH ROW WHEN (order_is_live(OLD.state) IS DISTINCT FROM order_is_live(NEW.state))
EXECUTE FUNCTION orders_follow_lines();

-- ---------------------------------------------------------------- what is kept for good

CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% of % is refused: its rows are kept for good', TG_OP, TG_TABLE_NAME
    USING ERRCODE = 'restrict_violation';
END $$;

CREATE TRIGGER stock_ledger_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON stock_ledger
FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TRIGGER order_events_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON order_events
FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TRIGGER admin_log_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON admin_log
FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TRIGGER orders_kept BEFORE DELETE OR TRUNCATE ON orders
FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TRIGGER order_lines_kept BEFORE DELETE OR TRUNCATE ON order_lines
FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- A draft's item may go; one whose stock was opened is in the ledger.
CREATE TRIGGER sale_items_kept BEFORE DELETE ON sale_items
FOR EACH ROW WHEN (OLD.released > 0) EXECUTE FUNCTION refuse_change();

-- ---------------------------------------------------------------- payments

ALTER TABLE payments
  ADD CONSTRAINT payments_state_word
    CHECK (state IN ('created', 'pending', 'succeeded', 'failed', 'cancelled', 'refunding', 'refunded')),
  ADD CONSTRAINT payments_amount_positive CHECK (amount_minor > 0),
  ADD CONSTRAINT payments_currency_shape CHECK (currency ~ '^[A-Z]{3}$');

ALTER TABLE simulated_charges
  ADD CONSTRAINT simulated_charges_script_word CHECK (script IN ('ok', 'decline', 'timeout', 'late')),
  ADD CONSTRAINT simulated_charges_state_word
    CHECK (state IN ('pending', 'succeeded', 'failed', 'cancelled', 'refunded')),
  ADD CONSTRAINT simulated_charges_refund_range CHECK (refunded_minor BETWEEN 0 AND amount_minor);

-- ---------------------------------------------------------------- around them

ALTER TABLE outbox ADD CONSTRAINT outbox_tries_range CHECK (tries >= 0);
ALTER TABLE reminders ADD CONSTRAINT reminders_channel_word CHECK (channel IN ('email'));
ALTER TABLE uploads ADD CONSTRAINT uploads_size_range CHECK (size_bytes >= 0);

-- ---------------------------------------------------------------- room to move

-- An item's row is rewritten by every booking: half-empty pages keep its new versions on the same page (HOT), and the
-- outbox lives by rows that come and go.
ALTER TABLE sale_items SET (fillfactor = 50, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 200);
ALTER TABLE outbox SET (autovacuum_vacuum_scale_factor = 0.01, autovacuum_vacuum_threshold = 1000);
ALTER TABLE orders SET (fillfactor = 85);
ALTER TABLE order_lines SET (fillfactor = 90);
