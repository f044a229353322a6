-- How many orders there are of each outcome is counted by outcome, and only so far; and those of a rare one are found.
-- Equal keys are stored once, so it is small.
create index listing_outcome on listing (outcome) where outcome is not null;
