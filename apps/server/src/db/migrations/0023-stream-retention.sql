-- Values of streams are deleted by age. They come in the order of time, so that the smallest of indexes does.
create index stream_values_at on stream_values using brin (at);
