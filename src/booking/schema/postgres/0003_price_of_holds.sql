-- The price a customer saw when taking a hold is the one that is booked. Null in holds from before.
ALTER TABLE hold ADD COLUMN price bigint CHECK (price >= 0);
