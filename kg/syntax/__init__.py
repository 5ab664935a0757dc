"""One dependency scheme over a Doc: its parse, repairs, clauses, cues, quotations, datelines."""
