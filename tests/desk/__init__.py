"""The desk and the exports, over a store of the sample reports and one of hostile ones."""
