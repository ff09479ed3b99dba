/* Datagrams. These calls have only the numbers of their years: boot with abi=2023 or earlier (connect), or abi=2024 and later. */

#pragma once

#include "kernel/types.h"

int connect(uint address, ushort source_port, ushort target_port);
int bind(ushort port);
int unbind(ushort port);
int send(ushort source_port, uint address, ushort target_port, char *data, uint length);
int recv(ushort port, uint *source_address, ushort *source_port, char *data, uint size);
