-- How a card's driver may charge, or give back (OCPP 2.1 EnergyTransferModeEnum). Null: nothing was agreed.
alter table token add column energy_transfer text[];
