// What the RabbitMQ target needs of C: librabbitmq, and the few things of the system that Swift's
// importer leaves out.
#ifndef CRABBITMQ_SHIM_H
#define CRABBITMQ_SHIM_H

#include <amqp.h>
#include <amqp_framing.h>
#include <amqp_ssl_socket.h>
#include <amqp_tcp_socket.h>
#include <sys/eventfd.h>
#include <sys/prctl.h>
#include <sys/time.h>

// prctl takes a variable number of arguments, which Swift cannot call.
static inline void crabbitmq_name_thread(const char *name) {
  prctl(PR_SET_NAME, name, 0, 0, 0);
}

#endif
