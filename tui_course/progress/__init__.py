"""What learners did, kept: attempts and visits in a store behind one small interface."""
