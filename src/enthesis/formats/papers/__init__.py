"""The papers a clinic prints beside the patient's leaflet: plan, mixing sheet, labels, letters, referrals."""
