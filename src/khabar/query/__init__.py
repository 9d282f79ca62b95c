"""The questions that pages, HTTP and the command line ask a store, as typed answers that know neither pages nor protocols.

Every question takes a ``Database`` and answers with frozen dataclasses; long lists come a page at a time, with the cursor of the next.
"""
