import CRabbitMQ
import Glibc

extension Wire {
  /// Sends a method.
  ///
  /// - Throws: `invalidArgument` if it cannot be encoded; nothing was sent then and the connection
  ///   is as before. Any other error ends the connection.
  func send(_ method: ClientMethod, on channel: UInt16) throws(RabbitMQError) {
    defer { arena.reset() }
    let status =
      sendConnectionMethod(method, channel) ?? sendTopologyMethod(method, channel)
      ?? sendBasicMethod(method, channel)
    switch amqp_status_enum(status) {
    case AMQP_STATUS_OK: return
    case AMQP_STATUS_BAD_AMQP_DATA, AMQP_STATUS_TABLE_TOO_BIG:
      // The library encodes a method wholly before it sends the first byte.
      throw .invalidArgument("\(method.name): a name or a table is too long")
    default: throw Self.error(status)
    }
  }

  private func sendConnectionMethod(_ method: ClientMethod, _ channel: UInt16) -> Int32? {
    switch method {
    case .startOK(let mechanism, let response, let properties):
      unsafe transmit(
        AMQP_CONNECTION_START_OK_METHOD, channel,
        amqp_connection_start_ok_t(
          client_properties: arena.table(properties), mechanism: arena.bytes(mechanism),
          response: arena.bytes(response), locale: arena.bytes("en_US")))
    case .tuneOK(let channelMaximum, let frameMaximum, let heartbeat):
      transmit(
        AMQP_CONNECTION_TUNE_OK_METHOD, channel,
        amqp_connection_tune_ok_t(
          channel_max: channelMaximum, frame_max: frameMaximum, heartbeat: heartbeat))
    case .openConnection(let virtualHost):
      unsafe transmit(
        AMQP_CONNECTION_OPEN_METHOD, channel,
        amqp_connection_open_t(
          virtual_host: arena.bytes(virtualHost), capabilities: amqp_bytes_t(), insist: 0))
    case .closeConnection:
      unsafe transmit(
        AMQP_CONNECTION_CLOSE_METHOD, channel,
        amqp_connection_close_t(
          reply_code: UInt16(AMQP_REPLY_SUCCESS), reply_text: arena.bytes("Goodbye"),
          class_id: 0, method_id: 0))
    case .closeConnectionOK:
      transmit(AMQP_CONNECTION_CLOSE_OK_METHOD, channel, amqp_connection_close_ok_t())
    case .openChannel:
      unsafe transmit(
        AMQP_CHANNEL_OPEN_METHOD, channel, amqp_channel_open_t(out_of_band: amqp_bytes_t()))
    case .closeChannel:
      unsafe transmit(
        AMQP_CHANNEL_CLOSE_METHOD, channel,
        amqp_channel_close_t(
          reply_code: UInt16(AMQP_REPLY_SUCCESS), reply_text: arena.bytes("Goodbye"),
          class_id: 0, method_id: 0))
    case .closeChannelOK:
      transmit(AMQP_CHANNEL_CLOSE_OK_METHOD, channel, amqp_channel_close_ok_t())
    case .flowOK(let active):
      transmit(AMQP_CHANNEL_FLOW_OK_METHOD, channel, amqp_channel_flow_ok_t(active: active.c))
    default: nil
    }
  }

  private func sendTopologyMethod(_ method: ClientMethod, _ channel: UInt16) -> Int32? {
    switch method {
    case .declareExchange(let declaration):
      unsafe transmit(
        AMQP_EXCHANGE_DECLARE_METHOD, channel,
        amqp_exchange_declare_t(
          ticket: 0, exchange: arena.bytes(declaration.name), type: arena.bytes(declaration.type),
          passive: declaration.isPassive.c, durable: declaration.isDurable.c,
          auto_delete: declaration.deletesWhenUnused.c, internal: declaration.isInternal.c,
          nowait: 0, arguments: arena.table(declaration.arguments)))
    case .deleteExchange(let name, let ifUnused):
      unsafe transmit(
        AMQP_EXCHANGE_DELETE_METHOD, channel,
        amqp_exchange_delete_t(
          ticket: 0, exchange: arena.bytes(name), if_unused: ifUnused.c, nowait: 0))
    case .bindExchange(let binding):
      unsafe transmit(
        AMQP_EXCHANGE_BIND_METHOD, channel,
        amqp_exchange_bind_t(
          ticket: 0, destination: arena.bytes(binding.destination),
          source: arena.bytes(binding.source), routing_key: arena.bytes(binding.routingKey),
          nowait: 0, arguments: arena.table(binding.arguments)))
    case .unbindExchange(let binding):
      unsafe transmit(
        AMQP_EXCHANGE_UNBIND_METHOD, channel,
        amqp_exchange_unbind_t(
          ticket: 0, destination: arena.bytes(binding.destination),
          source: arena.bytes(binding.source), routing_key: arena.bytes(binding.routingKey),
          nowait: 0, arguments: arena.table(binding.arguments)))
    case .declareQueue(let request):
      unsafe transmit(
        AMQP_QUEUE_DECLARE_METHOD, channel,
        amqp_queue_declare_t(
          ticket: 0, queue: arena.bytes(request.name), passive: request.isPassive.c,
          durable: request.isDurable.c, exclusive: request.isExclusive.c,
          auto_delete: request.deletesWhenUnused.c, nowait: 0,
          arguments: arena.table(request.arguments)))
    case .deleteQueue(let name, let ifUnused, let ifEmpty):
      unsafe transmit(
        AMQP_QUEUE_DELETE_METHOD, channel,
        amqp_queue_delete_t(
          ticket: 0, queue: arena.bytes(name), if_unused: ifUnused.c, if_empty: ifEmpty.c,
          nowait: 0))
    case .purgeQueue(let name):
      unsafe transmit(
        AMQP_QUEUE_PURGE_METHOD, channel,
        amqp_queue_purge_t(ticket: 0, queue: arena.bytes(name), nowait: 0))
    case .bindQueue(let binding):
      unsafe transmit(
        AMQP_QUEUE_BIND_METHOD, channel,
        amqp_queue_bind_t(
          ticket: 0, queue: arena.bytes(binding.destination),
          exchange: arena.bytes(binding.source), routing_key: arena.bytes(binding.routingKey),
          nowait: 0, arguments: arena.table(binding.arguments)))
    case .unbindQueue(let binding):
      unsafe transmit(
        AMQP_QUEUE_UNBIND_METHOD, channel,
        amqp_queue_unbind_t(
          ticket: 0, queue: arena.bytes(binding.destination),
          exchange: arena.bytes(binding.source), routing_key: arena.bytes(binding.routingKey),
          arguments: arena.table(binding.arguments)))
    default: nil
    }
  }

  private func sendBasicMethod(_ method: ClientMethod, _ channel: UInt16) -> Int32 {
    switch method {
    case .selectConfirms:
      transmit(AMQP_CONFIRM_SELECT_METHOD, channel, amqp_confirm_select_t(nowait: 0))
    case .setPrefetch(let count):
      transmit(
        AMQP_BASIC_QOS_METHOD, channel,
        amqp_basic_qos_t(prefetch_size: 0, prefetch_count: count, global: 0))
    case .consume(let request):
      unsafe transmit(
        AMQP_BASIC_CONSUME_METHOD, channel,
        amqp_basic_consume_t(
          ticket: 0, queue: arena.bytes(request.queue),
          consumer_tag: arena.bytes(request.consumerTag), no_local: 0, no_ack: 0,
          exclusive: request.isExclusive.c, nowait: 0, arguments: arena.table(request.arguments)))
    case .cancel(let consumerTag):
      unsafe transmit(
        AMQP_BASIC_CANCEL_METHOD, channel,
        amqp_basic_cancel_t(consumer_tag: arena.bytes(consumerTag), nowait: 0))
    case .cancelOK(let consumerTag):
      unsafe transmit(
        AMQP_BASIC_CANCEL_OK_METHOD, channel,
        amqp_basic_cancel_ok_t(consumer_tag: arena.bytes(consumerTag)))
    case .get(let queue):
      unsafe transmit(
        AMQP_BASIC_GET_METHOD, channel,
        amqp_basic_get_t(ticket: 0, queue: arena.bytes(queue), no_ack: 0))
    case .ack(let tag, let multiple):
      transmit(
        AMQP_BASIC_ACK_METHOD, channel,
        amqp_basic_ack_t(delivery_tag: tag, multiple: multiple.c))
    case .reject(let tag, let requeue):
      transmit(
        AMQP_BASIC_REJECT_METHOD, channel,
        amqp_basic_reject_t(delivery_tag: tag, requeue: requeue.c))
    case .nack(let tag, let multiple, let requeue):
      transmit(
        AMQP_BASIC_NACK_METHOD, channel,
        amqp_basic_nack_t(delivery_tag: tag, multiple: multiple.c, requeue: requeue.c))
    default: preconditionFailure("\(method.name) belongs to another group of methods")
    }
  }

  /// Encodes and sends one method; `arguments` must be the C structure that belongs to `id`.
  private func transmit<Arguments: BitwiseCopyable>(
    _ id: amqp_method_number_t, _ channel: UInt16, _ arguments: Arguments
  ) -> Int32 {
    var arguments = arguments
    return unsafe withUnsafeMutableBytes(of: &arguments) { bytes in
      unsafe amqp_send_method(state, channel, id, bytes.baseAddress)
    }
  }
}

extension Bool {
  fileprivate var c: amqp_boolean_t { self ? 1 : 0 }
}
