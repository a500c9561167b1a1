"""The handbook as a manual for clinicians: every rule, medicine, question, setting and source in words."""
